//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'invoice_customer.g.dart';

/// InvoiceCustomer
///
/// Properties:
/// * [name]
/// * [email]
/// * [isMember] - Whether they have the app.
@BuiltValue()
abstract class InvoiceCustomer implements Built<InvoiceCustomer, InvoiceCustomerBuilder> {
  @BuiltValueField(wireName: r'name')
  String get name;

  @BuiltValueField(wireName: r'email')
  String? get email;

  /// Whether they have the app.
  @BuiltValueField(wireName: r'is_member')
  bool get isMember;

  InvoiceCustomer._();

  factory InvoiceCustomer([void updates(InvoiceCustomerBuilder b)]) = _$InvoiceCustomer;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(InvoiceCustomerBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<InvoiceCustomer> get serializer => _$InvoiceCustomerSerializer();
}

class _$InvoiceCustomerSerializer implements PrimitiveSerializer<InvoiceCustomer> {
  @override
  final Iterable<Type> types = const [InvoiceCustomer, _$InvoiceCustomer];

  @override
  final String wireName = r'InvoiceCustomer';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    InvoiceCustomer object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'name';
    yield serializers.serialize(
      object.name,
      specifiedType: const FullType(String),
    );
    yield r'email';
    yield object.email == null ? null : serializers.serialize(
      object.email,
      specifiedType: const FullType.nullable(String),
    );
    yield r'is_member';
    yield serializers.serialize(
      object.isMember,
      specifiedType: const FullType(bool),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    InvoiceCustomer object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required InvoiceCustomerBuilder result,
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
        case r'email':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.email = valueDes;
          break;
        case r'is_member':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.isMember = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  InvoiceCustomer deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = InvoiceCustomerBuilder();
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


