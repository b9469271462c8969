//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'float_slip.g.dart';

/// FloatSlip
///
/// Properties:
/// * [slip] - Name the picture by this in the order.
/// * [expiresAt]
@BuiltValue()
abstract class FloatSlip implements Built<FloatSlip, FloatSlipBuilder> {
  /// Name the picture by this in the order.
  @BuiltValueField(wireName: r'slip')
  String get slip;

  @BuiltValueField(wireName: r'expires_at')
  DateTime get expiresAt;

  FloatSlip._();

  factory FloatSlip([void updates(FloatSlipBuilder b)]) = _$FloatSlip;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(FloatSlipBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<FloatSlip> get serializer => _$FloatSlipSerializer();
}

class _$FloatSlipSerializer implements PrimitiveSerializer<FloatSlip> {
  @override
  final Iterable<Type> types = const [FloatSlip, _$FloatSlip];

  @override
  final String wireName = r'FloatSlip';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    FloatSlip object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'slip';
    yield serializers.serialize(
      object.slip,
      specifiedType: const FullType(String),
    );
    yield r'expires_at';
    yield serializers.serialize(
      object.expiresAt,
      specifiedType: const FullType(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    FloatSlip object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required FloatSlipBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'slip':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.slip = valueDes;
          break;
        case r'expires_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.expiresAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  FloatSlip deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = FloatSlipBuilder();
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


