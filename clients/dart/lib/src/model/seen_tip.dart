//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/tip_mode_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'seen_tip.g.dart';

/// What comes on top: a tip the payer is asked for (PROMPT), or a convenience fee.
///
/// Properties:
/// * [mode]
/// * [value] - The fee (FIXED), or a percentage of the amount (PERCENT).
/// * [surcharge] - The fee of this amount, when the amount is known.
@BuiltValue()
abstract class SeenTip implements Built<SeenTip, SeenTipBuilder> {
  @BuiltValueField(wireName: r'mode')
  TipModeEnum get mode;
  // enum modeEnum {  NONE,  PROMPT,  FIXED,  PERCENT,  };

  /// The fee (FIXED), or a percentage of the amount (PERCENT).
  @BuiltValueField(wireName: r'value')
  String? get value;

  /// The fee of this amount, when the amount is known.
  @BuiltValueField(wireName: r'surcharge')
  String? get surcharge;

  SeenTip._();

  factory SeenTip([void updates(SeenTipBuilder b)]) = _$SeenTip;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(SeenTipBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<SeenTip> get serializer => _$SeenTipSerializer();
}

class _$SeenTipSerializer implements PrimitiveSerializer<SeenTip> {
  @override
  final Iterable<Type> types = const [SeenTip, _$SeenTip];

  @override
  final String wireName = r'SeenTip';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    SeenTip object, {
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
    yield object.surcharge == null ? null : serializers.serialize(
      object.surcharge,
      specifiedType: const FullType.nullable(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    SeenTip object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required SeenTipBuilder result,
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
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
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
  SeenTip deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = SeenTipBuilder();
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


