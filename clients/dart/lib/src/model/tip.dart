//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/tip_mode_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'tip.g.dart';

/// What is added to the amount.
///
/// Properties:
/// * [mode]
/// * [value] - The fee, or the percentage.
/// * [surcharge] - The convenience fee on this amount.
@BuiltValue()
abstract class Tip implements Built<Tip, TipBuilder> {
  @BuiltValueField(wireName: r'mode')
  TipModeEnum get mode;
  // enum modeEnum {  NONE,  PROMPT,  FIXED,  PERCENT,  };

  /// The fee, or the percentage.
  @BuiltValueField(wireName: r'value')
  String? get value;

  /// The convenience fee on this amount.
  @BuiltValueField(wireName: r'surcharge')
  String get surcharge;

  Tip._();

  factory Tip([void updates(TipBuilder b)]) = _$Tip;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(TipBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Tip> get serializer => _$TipSerializer();
}

class _$TipSerializer implements PrimitiveSerializer<Tip> {
  @override
  final Iterable<Type> types = const [Tip, _$Tip];

  @override
  final String wireName = r'Tip';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Tip object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'mode';
    yield serializers.serialize(
      object.mode,
      specifiedType: const FullType(TipModeEnum),
    );
    yield r'value';
    yield object.value == null ? null : serializers.serialize(
      object.value,
      specifiedType: const FullType.nullable(String),
    );
    yield r'surcharge';
    yield serializers.serialize(
      object.surcharge,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Tip object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required TipBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'mode':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(TipModeEnum),
          ) as TipModeEnum;
          result.mode = valueDes;
          break;
        case r'value':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.value = valueDes;
          break;
        case r'surcharge':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.surcharge = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Tip deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = TipBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


