//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'seen_customer.g.dart';

/// SeenCustomer
///
/// Properties:
/// * [name] - Masked: Amina O.
/// * [number] - Masked: +254***001
@BuiltValue()
abstract class SeenCustomer implements Built<SeenCustomer, SeenCustomerBuilder> {
  /// Masked: Amina O.
  @BuiltValueField(wireName: r'name')
  String get name;

  /// Masked: +254***001
  @BuiltValueField(wireName: r'number')
  String get number;

  SeenCustomer._();

  factory SeenCustomer([void updates(SeenCustomerBuilder b)]) = _$SeenCustomer;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(SeenCustomerBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<SeenCustomer> get serializer => _$SeenCustomerSerializer();
}

class _$SeenCustomerSerializer implements PrimitiveSerializer<SeenCustomer> {
  @override
  final Iterable<Type> types = const [SeenCustomer, _$SeenCustomer];

  @override
  final String wireName = r'SeenCustomer';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    SeenCustomer object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'name';
    yield serializers.serialize(
      object.name,
      specifiedType: const FullType(String),
    );
    yield r'number';
    yield serializers.serialize(
      object.number,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    SeenCustomer object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required SeenCustomerBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.name = valueDes;
          break;
        case r'number':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.number = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  SeenCustomer deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = SeenCustomerBuilder();
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


