//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/tip_mode_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'till.g.dart';

/// Till
///
/// Properties:
/// * [id]
/// * [storeId]
/// * [code] - What is printed in its code to scan. It never changes.
/// * [label]
/// * [tipMode]
/// * [tipValue]
/// * [isOpen]
/// * [openedAt]
@BuiltValue()
abstract class Till implements Built<Till, TillBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  @BuiltValueField(wireName: r'store_id')
  String get storeId;

  /// What is printed in its code to scan. It never changes.
  @BuiltValueField(wireName: r'code')
  String get code;

  @BuiltValueField(wireName: r'label')
  String get label;

  @BuiltValueField(wireName: r'tip_mode')
  TipModeEnum get tipMode;
  // enum tipModeEnum {  NONE,  PROMPT,  FIXED,  PERCENT,  };

  @BuiltValueField(wireName: r'tip_value')
  String? get tipValue;

  @BuiltValueField(wireName: r'is_open')
  bool get isOpen;

  @BuiltValueField(wireName: r'opened_at')
  DateTime get openedAt;

  Till._();

  factory Till([void updates(TillBuilder b)]) = _$Till;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(TillBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Till> get serializer => _$TillSerializer();
}

class _$TillSerializer implements PrimitiveSerializer<Till> {
  @override
  final Iterable<Type> types = const [Till, _$Till];

  @override
  final String wireName = r'Till';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Till object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'store_id';
    yield serializers.serialize(
      object.storeId,
      specifiedType: const FullType(String),
    );
    yield r'code';
    yield serializers.serialize(
      object.code,
      specifiedType: const FullType(String),
    );
    yield r'label';
    yield serializers.serialize(
      object.label,
      specifiedType: const FullType(String),
    );
    yield r'tip_mode';
    yield serializers.serialize(
      object.tipMode,
      specifiedType: const FullType(TipModeEnum),
    );
    yield r'tip_value';
    yield object.tipValue == null ? null : serializers.serialize(
      object.tipValue,
      specifiedType: const FullType.nullable(String),
    );
    yield r'is_open';
    yield serializers.serialize(
      object.isOpen,
      specifiedType: const FullType(bool),
    );
    yield r'opened_at';
    yield serializers.serialize(
      object.openedAt,
      specifiedType: const FullType(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Till object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required TillBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.id = valueDes;
          break;
        case r'store_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.storeId = valueDes;
          break;
        case r'code':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.code = valueDes;
          break;
        case r'label':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.label = valueDes;
          break;
        case r'tip_mode':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(TipModeEnum),
          ) as TipModeEnum;
          result.tipMode = valueDes;
          break;
        case r'tip_value':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.tipValue = valueDes;
          break;
        case r'is_open':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.isOpen = valueDes;
          break;
        case r'opened_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.openedAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Till deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = TillBuilder();
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


